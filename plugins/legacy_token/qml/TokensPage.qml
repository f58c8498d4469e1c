pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import LegacyToken

// 数字证书业务: the certificates on every connected medium, live.
AppPage {
    id: page

    required property TokensViewModel vm

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        text: qsTr("已连接介质 %1 个").arg(page.vm.media.count)
        muted: true
    }
    Repeater {
        model: page.vm.media

        ListRow {
            required property string mediumId
            required property string label
            required property string description
            required property string problem

            iconName: "usb"
            title: label
            subtitle: problem !== "" ? problem : description
            badge: problem !== "" ? qsTr("无法读取") : ""
            badgeKind: "danger"
            onClicked: page.vm.managePin(mediumId)
        }
    }
    Repeater {
        model: page.vm.drivers

        ListRow {
            required property int index
            required property string name
            required property string problem

            objectName: "driver" + index
            iconName: "warning"
            title: name
            subtitle: problem
            chevron: false
            badge: qsTr("无法使用")
            badgeKind: "warning"
        }
    }
    SectionHeader { text: qsTr("证书") }
    NoMedium {
        objectName: "noCertificates"
        visible: page.vm.hint !== ""
        vm: page.vm
        text: page.vm.hint
    }
    AppCard {
        visible: page.vm.certificates.count > 0

        Repeater {
            model: page.vm.certificates

            ListRow {
                required property int index
                required property string credentialId
                required property string subject
                required property string issuer
                required property string expires
                required property string purpose
                required property string purposeIcon
                required property string medium
                required property string validity
                required property string validityKind

                objectName: "certificate" + index
                iconName: purposeIcon
                title: subject
                // a phone shows what tells two certificates apart; the issuer is among the details
                subtitle: Style.compact ? qsTr("%1 · 有效期至 %2 · %3").arg(purpose).arg(expires).arg(medium)
                    : qsTr("%1 · %2 · 有效期至 %3 · %4").arg(purpose).arg(issuer).arg(expires).arg(medium)
                badge: validity
                badgeKind: validityKind
                onClicked: page.vm.open(credentialId)
            }
        }
    }
}
