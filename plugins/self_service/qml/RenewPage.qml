pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 证书续期 (M3.5.6.2)
AppPage {
    id: page

    required property RenewViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    NoMedium {
        objectName: "nothingToRenew"
        visible: page.vm.certificates.state === "empty" && page.vm.chosen === ""
        vm: page.vm
        text: qsTr("请插入要续期的证书所在的介质。")
    }
    Repeater {
        model: page.vm.certificates

        AppCard {
            id: card

            required property int index
            required property string credentialId
            required title
            required property string detail
            required property string until

            objectName: "renewable" + index
            visible: page.vm.chosen === ""

            AppText {
                Layout.fillWidth: true
                muted: true
                text: card.detail
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("有效期至 %1").arg(card.until)
            }
            AppButton {
                objectName: "renew" + card.index
                Layout.fillWidth: true
                text: qsTr("续期")
                onClicked: page.vm.choose(card.credentialId)
            }
        }
    }
    AppCard {
        visible: page.vm.chosen !== ""
        title: qsTr("续期“%1”的证书").arg(page.vm.chosenTitle)

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("请填写原证书申请人的信息。密钥不变，新证书将替换介质中的原证书。")
        }
        FormField {
            objectName: "fullName"
            field: page.vm.fullName
            label: qsTr("姓名")
        }
        FormField {
            objectName: "idNumber"
            field: page.vm.idNumber
            label: qsTr("身份证号")
            maximumLength: 18
            onAccepted: if (!page.vm.busy) page.vm.submit()
        }
        AppText {
            objectName: "renewalProblem"
            Layout.fillWidth: true
            visible: page.vm.problem !== ""
            color: Style.danger
            text: page.vm.problem
        }
        AppButton {
            objectName: "submitRenewal"
            Layout.fillWidth: true
            text: qsTr("提交")
            busy: page.vm.busy
            onClicked: page.vm.submit()
        }
        AppButton {
            objectName: "chooseAnother"
            Layout.fillWidth: true
            kind: "secondary"
            enabled: !page.vm.busy
            text: qsTr("选择其他证书")
            onClicked: page.vm.chooseAnother()
        }
    }
}
