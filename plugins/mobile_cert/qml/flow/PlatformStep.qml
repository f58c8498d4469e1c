pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    bar: step.vm.platform.prices.years > 0 ? total : null

    Component {
        id: total

        PriceBar { prices: step.vm.platform.prices }
    }
    AppCard {
        KeyValueList {
            objectName: "holder"
            entries: step.vm.platform.holder
        }
    }
    SearchField {
        objectName: "searchPlatform"
        visible: step.vm.platform.choosing
        Layout.fillWidth: true
        onSearched: text => step.vm.platform.search(text)
    }
    AppCard {
        title: qsTr("交易平台")

        Repeater {
            model: step.vm.platform.platforms

            ListRow {
                required property int index
                required property string platformId
                required property string name
                required property string region
                required property bool chosen

                objectName: "platform" + index
                visible: step.vm.platform.choosing || chosen
                iconName: "building"
                title: name
                subtitle: region
                badge: chosen ? qsTr("已选择") : ""
                badgeKind: "success"
                chevron: false
                onClicked: step.vm.platform.choosePlatform(platformId)
            }
        }
        AppButton {
            objectName: "choosePlatformAgain"
            visible: !step.vm.platform.choosing
            kind: "text"
            flush: true
            text: qsTr("更换交易平台")
            onClicked: step.vm.platform.chooseAgain()
        }
    }
    AppCard {
        visible: step.vm.platform.cas.length > 0
        title: qsTr("CA 机构与密钥算法")

        AppComboBox {
            objectName: "ca"
            label: qsTr("CA 机构")
            model: step.vm.platform.cas
            currentIndex: step.vm.platform.caIndex
            onActivated: index => step.vm.platform.chooseCa(index)
        }
        AppComboBox {
            objectName: "algorithm"
            label: qsTr("密钥算法")
            model: step.vm.platform.algorithms
            currentIndex: step.vm.platform.algorithmIndex
            onActivated: index => step.vm.platform.algorithmIndex = index
        }
    }
    PriceCard {
        visible: step.vm.platform.prices.years > 0
        prices: step.vm.platform.prices
    }
}
