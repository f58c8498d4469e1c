pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    bar: step.vm.certificate.priced ? total : null

    Component {
        id: total

        PriceBar { prices: step.vm.certificate.prices }
    }
    EmptyState {
        visible: step.vm.certificate.certificates.state === "empty"
        iconName: "certificate"
        text: qsTr("没有可办理此业务的证书。信息已变更的证书，请先办理证书变更。")
    }
    AppCard {
        visible: step.vm.certificate.certificates.count > 0

        Repeater {
            model: step.vm.certificate.certificates

            ListRow {
                required property int index
                required property string certificateId
                required property string detail
                required property bool chosen
                required title

                objectName: "choice" + index
                iconName: "certificate"
                subtitle: detail
                badge: chosen ? qsTr("已选择") : ""
                badgeKind: "success"
                chevron: false
                onClicked: step.vm.certificate.choose(certificateId)
            }
        }
    }
    AppCard {
        visible: (step.vm.certificate.sealChoice !== "" || step.vm.certificate.seals.length > 0) && step.vm.certificate.certificates.count > 0
        title: step.vm.certificate.sealChoice !== "" ? qsTr("印章信息") : qsTr("关联印章信息")

        AppCheckBox {
            objectName: "withSeal"
            visible: step.vm.certificate.sealChoice !== ""
            Layout.fillWidth: true
            text: step.vm.certificate.sealChoice
            checked: step.vm.certificate.withSeal
            onToggled: step.vm.certificate.takeSeal(checked)
        }
        KeyValueList {
            objectName: "boundSeals"
            visible: step.vm.certificate.seals.length > 0
            entries: step.vm.certificate.seals
        }
        AppText {
            Layout.fillWidth: true
            visible: step.vm.certificate.sealChoice !== ""
            muted: true
            text: qsTr("印章随证书失效；不勾选时，新证书没有印章。")
        }
    }
    PriceCard {
        visible: step.vm.certificate.priced && step.vm.certificate.prices.validities.count > 1
        prices: step.vm.certificate.prices
    }
    AppCard {
        visible: step.vm.certificate.warnings.length > 0
        title: qsTr("请注意")

        Warnings { texts: step.vm.certificate.warnings }
    }
}
